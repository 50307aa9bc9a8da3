/** The build copies the worker unchanged and provides its URL. */
declare module 'elkjs/lib/elk-worker.min.js' {
  const url: string;
  export default url;
}
