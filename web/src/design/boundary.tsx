import { Component, type ReactNode } from 'react';
import { Failed, Offline } from './states';

/** Says so when a part of the program could not be loaded, or failed. What could not be loaded is only tried again by a new page. */
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
