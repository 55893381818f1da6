import { Component, type ReactNode } from 'react';
import { Failed } from './states';

/** Says so when a part of the program could not be loaded, or failed. */
export class Boundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed retry={() => location.reload()} /> : this.props.children;
  }
}
