// @ts-check
/*
 * Runs in the frame that draws diagrams: a page of an origin of its own, without network, cookies or storage.
 * It takes texts from the page around, draws them with the Mermaid of `mermaid.min.js`, and gives SVG back, which the page cleans and shows as an image.
 */
(() => {
  const { mermaid } = /** @type {any} */ (globalThis); // a classic script; it brings no types

  const LIGHT = {
    background: "#ffffff",
    text: "#1d2129",
    muted: "#565b66",
    line: "#7f8795",
    fill: "#f4f5f8",
    cluster: "#fafafc",
    border: "#b9bec8",
    accent: "#eceafd",
    note: "#fdf6e3",
  };
  const DARK = {
    background: "#1c1e24",
    text: "#e8e9ec",
    muted: "#a9aeb8",
    line: "#868d9b",
    fill: "#272a31",
    cluster: "#202329",
    border: "#4b515d",
    accent: "#302d4d",
    note: "#3a3425",
  };

  /** @param {boolean} dark */
  function configure(dark) {
    const color = dark ? DARK : LIGHT;
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      // A diagram may set nothing: no directive or front matter reaches the drawing, whatever slips through to here.
      secure: Object.keys(mermaid.mermaidAPI.defaultConfig).concat("secure", "htmlLabels", "themeVariables", "themeCSS", "fontFamily", "dompurifyConfig", "layout", "look"),
      suppressErrorRendering: true,
      htmlLabels: false,
      maxTextSize: 200_000,
      maxEdges: 2_000,
      layout: "elk",
      elk: { preset: "modelOrder" }, // as drawn; other presets lay labels over each other
      deterministicIds: true,
      logLevel: "fatal",
      // A picture carries no font with it: what is measured here must be on every machine.
      fontFamily: "system-ui, sans-serif",
      theme: "base",
      darkMode: dark,
      themeVariables: {
        darkMode: dark,
        fontSize: "13px",
        fontFamily: "system-ui, sans-serif",
        background: color.background,
        primaryColor: color.fill,
        primaryTextColor: color.text,
        primaryBorderColor: color.border,
        secondaryColor: color.accent,
        secondaryTextColor: color.text,
        secondaryBorderColor: color.border,
        tertiaryColor: color.cluster,
        tertiaryTextColor: color.text,
        tertiaryBorderColor: color.border,
        lineColor: color.line,
        textColor: color.text,
        titleColor: color.text,
        mainBkg: color.fill,
        nodeBorder: color.border,
        clusterBkg: color.cluster,
        clusterBorder: color.border,
        edgeLabelBackground: color.background,
        noteBkgColor: color.note,
        noteTextColor: color.text,
        noteBorderColor: color.border,
        actorLineColor: color.line,
        signalColor: color.line,
        signalTextColor: color.text,
        labelTextColor: color.text,
        loopTextColor: color.text,
      },
    });
  }

  /** @param {unknown} error */
  function explain(error) {
    const message = error instanceof Error ? error.message : String(/** @type {any} */ (error)?.str ?? error);
    const line = /line:? ?(\d+)/iu.exec(message)?.[1];
    return { message: message.slice(0, 2_000), line: line === undefined ? undefined : Number(line) };
  }

  /**
   * @param {string} text
   * @param {boolean} dark
   * @param {number} id
   */
  async function draw(text, dark, id) {
    try {
      configure(dark);
      const { svg } = await mermaid.render(`drawing-${id}`, text);
      return { svg };
    } catch (error) {
      return explain(error);
    } finally {
      document.body.replaceChildren();
    }
  }

  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || typeof data?.text !== "string" || typeof data.id !== "number") return;
    void draw(data.text, data.dark === true, data.id).then((answer) => window.parent.postMessage({ lintel: "mermaid", id: data.id, ...answer }, origin));
  });
  window.parent.postMessage({ lintel: "mermaid", ready: true }, "*"); // says nothing but that the frame is there
})();
