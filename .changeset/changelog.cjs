// Entries of the changelogs: the changeset's text, linked to the commit that brought it. Needs no network.
const address = async () => (await import('../tools/packaging/repository.mjs')).repository.url;

module.exports = {
  async getReleaseLine({ summary, commit }) {
    const [first, ...rest] = summary.trim().split('\n');
    const link = commit ? `[\`${commit.slice(0, 7)}\`](${await address()}/commit/${commit}) ` : '';
    return `- ${link}${[first, ...rest.map((line) => (line ? `  ${line}` : ''))].join('\n')}`;
  },
  async getDependencyReleaseLine(_, dependencies) {
    if (dependencies.length === 0) return '';
    return `- Updated dependencies: ${dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}`;
  },
};
