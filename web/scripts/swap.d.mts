export function swapIn(fresh: string, place: string): void;
