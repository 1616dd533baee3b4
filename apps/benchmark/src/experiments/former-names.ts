/** Parts of names of arms as they were recorded, and what they are today: the plan of the confirmation spoke of wrong layers. */
const formerly: Readonly<Record<string, string>> = { 'wrong-layers': 'middle-layers' };

/** What the arm of a record is called today. The runner needs no names: it knows runs by their settings. */
export function nameToday(arm: string): string {
  return Object.entries(formerly).reduce((name, [then, now]) => name.replace(then, now), arm);
}
