import { Component, type ReactNode } from 'react';
import { Failed, Offline } from './states';

/** Shows that a part of the program failed or could not be loaded. Only a reload of the page tries that again. */
export class Boundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const Shown = navigator.onLine ? Failed : Offline;
    return <Shown retry={() => location.reload()} />;
  }
}
