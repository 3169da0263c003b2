// Routes live in the hash, so that one file serves every page and an invitation's secret never
// reaches a server. "#/matter/0af3" with the table entry ["matter", "matter/:id"] gives
// {name: "matter", params: {id: "0af3"}}.
import { ref, type Ref } from 'vue';

export type RouteTable = readonly (readonly [name: string, path: string])[];

export interface Route {
  name: string;
  params: Record<string, string>;
}

export function matchRoute(table: RouteTable, hash: string): Route {
  const have = hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodePart);
  for (const [name, path] of table) {
    const want = path.split('/').filter(Boolean);
    if (want.length !== have.length) continue;
    const params: Record<string, string> = {};
    const fits = want.every((part, i) => {
      if (!part.startsWith(':')) return part === have[i];
      params[part.slice(1)] = have[i]!;
      return true;
    });
    if (fits) return { name, params };
  }
  return { name: 'lost', params: {} };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function useRoute(table: RouteTable): Ref<Route> {
  const route = ref(matchRoute(table, location.hash));
  window.addEventListener('hashchange', () => {
    route.value = matchRoute(table, location.hash);
  });
  return route;
}

export function go(path: string): void {
  location.hash = `#/${path}`;
}

// Without a trace in the history: a link that carries a secret is left this way.
export function goInstead(path: string): void {
  location.replace(`#/${path}`);
}
