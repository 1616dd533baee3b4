/** The page's style sheet. Series colors keep their order in light and dark and differ in lightness, not only in hue. */
export const style = `
:root {
  --page: #ffffff; --text: #1c2024; --muted: #6b7280; --line: #e3e6ea; --raised: #f6f7f9;
  --series-1: #2563b8; --series-2: #c2410c; --series-3: #0f8a6a; --series-4: #9333a8;
  --series-5: #b88a00; --series-6: #64748b; --series-7: #be185d; --series-8: #4d7c0f; --series-9: #0891b2; --series-10: #7c4a21;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --text: #e6e8ea; --muted: #9aa3ad; --line: #2c3238; --raised: #1d2226;
    --series-1: #6ea8fe; --series-2: #fb923c; --series-3: #34d399; --series-4: #d08bf0;
    --series-5: #eac54f; --series-6: #a3b1c2; --series-7: #f472b6; --series-8: #a3d34e; --series-9: #67e8f9; --series-10: #c8a27c;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
p { max-width: 44rem; }
.warning { border-left: 4px solid var(--series-2); padding-left: 0.75rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.number { white-space: nowrap; }
th, td { padding: 0.3rem 0.7rem; text-align: left; }
th { border-bottom: 2px solid var(--line); font-weight: 600; }
td { border-top: 1px solid var(--line); }
.number { text-align: right; }
th:first-child, td:first-child { position: sticky; left: 0; background: var(--page); padding-left: 0; min-width: 8rem; }
.minor td { border-top: 0; color: var(--muted); padding-top: 0; }
.minor td:first-child { padding-left: 1rem; }
.charts { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 1rem 0; }
figure { margin: 0; max-width: 100%; width: 20rem; }
figure svg { max-width: 100%; height: auto; }
figcaption { color: var(--muted); font-size: 0.875rem; }
.samples { width: auto; margin: 1rem 0; }
.samples div { display: flex; flex-wrap: wrap; gap: 1rem; }
.samples span { color: var(--muted); font-size: 0.875rem; }
.samples img { display: block; width: 9rem; height: 9rem; image-rendering: pixelated; }
details { margin: 1rem 0; }
summary { cursor: pointer; }
.facts { color: var(--muted); font-size: 0.875rem; overflow-wrap: anywhere; padding-left: 1.25rem; }
`;
