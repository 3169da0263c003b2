// Roles that somebody from outside may be given by a link, by whoever may invite to a meeting: none
// of staff, and none that votes. The core decides; this only leaves out what it would refuse.
import type { Pack, Role } from '../generated/yiting/v1/pack_pb';

const never = ['registrar', 'observer'];

export function guestRoles(pack: Pack | null): Role[] {
  const stages = pack?.procedures.flatMap((procedure) => procedure.stages) ?? [];
  const voters = new Set(stages.flatMap((stage) => stage.poll?.electors ?? []));
  return (pack?.roles ?? []).filter(
    (role) => !role.staff && !role.appointed && !never.includes(role.id) && !voters.has(role.id),
  );
}
