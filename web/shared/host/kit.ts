// Which host this page runs on. The fake one is cut out of what is shipped (__FAKE__ is false
// there).
import { coreKit } from './core';
import type { HostKit } from './host';

export async function chooseKit(): Promise<HostKit> {
  if (__FAKE__ && new URLSearchParams(location.search).has('fake')) {
    const { fakeKit } = await import('./fake_kit');
    return fakeKit();
  }
  return coreKit;
}
