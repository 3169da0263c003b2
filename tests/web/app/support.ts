// Mounts an app on the fake host, as tests and people see it: by hash, by role and by text.
import { mount, flushPromises, type VueWrapper } from '@vue/test-utils';
import axe from 'axe-core';
import { afterEach, expect } from 'vitest';
import ConsoleApp from '../../../web/console/ConsoleApp.vue';
import ResidentApp from '../../../web/resident/ResidentApp.vue';
import { FakeCore } from '../../../web/shared/host/fake';
import { communityHex, communityTitle, keyHex } from '../../../web/shared/host/fixtures';
import type { HostKit } from '../../../web/shared/host/host';
import { rememberPlace } from '../../../web/shared/model/place';
import { installSession, Session } from '../../../web/shared/model/session';
import { create } from '@bufbuild/protobuf';
import { DescribeResponse_CommunitySchema } from '../../../web/shared/generated/yiting/v1/sync_pb';
import { fromHex } from '../../../web/shared/model/bytes';

export const place = { community: communityHex, key: keyHex, seed: '' };

// The fake core without its timer: nothing is sent until a test says `core.sync()`.
export function kitOf(core: FakeCore, opened: string[] = []): HostKit {
  return {
    async connect({ folder, openRequest }) {
      opened.push(folder);
      const host = core.host();
      await host.call(openRequest());
      return host;
    },
    async describe() {
      return [
        create(DescribeResponse_CommunitySchema, {
          community: fromHex(communityHex),
          sequencerKey: fromHex(keyHex),
          title: communityTitle,
          treeSize: 128n,
        }),
      ];
    },
  };
}

let mounted: VueWrapper[] = [];

// Pages that are loaded when they are asked for, ahead: a test does not wait for them.
export async function loadPages(): Promise<void> {
  await Promise.all([
    import('../../../web/resident/pages/AboutMePage.vue'),
    import('../../../web/resident/pages/BindPage.vue'),
    import('../../../web/resident/pages/CheckPage.vue'),
    import('../../../web/resident/pages/DevicesPage.vue'),
    import('../../../web/resident/pages/ProofPage.vue'),
    import('../../../web/resident/pages/ThisPhonePage.vue'),
    import('../../../web/console/pages/CheckPage.vue'),
    import('../../../web/console/pages/ProofPage.vue'),
    import('../../../web/shared/parts/EraseContent.vue'),
    import('../../../web/shared/parts/MatterProof.vue'),
  ]);
}

export interface Shown {
  wrapper: VueWrapper;
  core: FakeCore;
  session: Session;
  opened: string[];
  go: (hash: string) => Promise<void>;
  text: () => string;
  button: (name: string) => ReturnType<VueWrapper['find']>;
}

export async function show(
  app: 'resident' | 'console',
  hash: string,
  core = new FakeCore('resident'),
  remembered = true,
): Promise<Shown> {
  const opened: string[] = [];
  if (remembered) rememberPlace(app, place);
  location.hash = hash;
  const session = new Session(app, kitOf(core, opened));
  const wrapper = mount(app === 'resident' ? ResidentApp : ConsoleApp, {
    attachTo: document.body,
    global: { plugins: [{ install: (vue) => installSession(vue, session) }] },
  });
  mounted.push(wrapper);
  await settle();
  return {
    wrapper,
    core,
    session,
    opened,
    go: async (to) => {
      location.hash = to;
      await settle();
    },
    text: () => wrapper.text(),
    button: (name) => {
      const found = wrapper.findAll('button').find((one) => one.text() === name);
      expect(found, `a button "${name}"`).toBeDefined();
      return found!;
    },
  };
}

// The answers of several calls that follow one another, and the hash change that jsdom fires late.
export async function settle(): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await flushPromises();
    await new Promise((wake) => setTimeout(wake, 0));
  }
  await flushPromises();
}

export async function findings(): Promise<string[]> {
  // Colours are computed in tokens.test.ts; jsdom draws nothing. One page is one region here.
  const result = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return result.violations.map(
    (found) => `${found.id}: ${found.nodes.map((node) => node.html).join(' | ')}`,
  );
}

afterEach(() => {
  for (const wrapper of mounted) wrapper.unmount();
  mounted = [];
  localStorage.clear();
  sessionStorage.clear();
});
