// The sheet that a document shares among its badges, for style_sheet.rs: of the document's own window,
// since a sheet made by another cannot be adopted.

/**
 * Makes the root that a node lives in (a document or a shadow root) adopt the sheet that its document
 * keeps under a name. Where it keeps none, one is made of the style, if there is any.
 * @returns whether the style is needed to make one
 */
export function adopt(node, name, css) {
  const root = node.getRootNode();
  // By node type, since a node of a frame is no instance of this window's classes. Not in a document
  // there is nothing to style yet.
  const page = root.nodeType === 9 ? root : root.nodeType === 11 && root.ownerDocument;
  if (!page) return false;
  if (!page[name]) {
    if (!css) return true;
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    page[name] = sheet;
  }
  const sheets = root.adoptedStyleSheets;
  if (!sheets.includes(page[name])) root.adoptedStyleSheets = [...sheets, page[name]];
  return false;
}
