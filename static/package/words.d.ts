/** A language's phrases by key, as `words` takes them. */
declare const words: Readonly<Record<string, string>>;
export default words;
