/** The build copies the worker as it is and gives its address. */
declare module 'elkjs/lib/elk-worker.min.js' {
  const url: string;
  export default url;
}
