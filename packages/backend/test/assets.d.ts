/** The address of a file, as vite serves it. */
declare module '*?url' {
  const url: string;
  export default url;
}
