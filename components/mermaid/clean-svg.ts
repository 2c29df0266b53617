import DOMPurify from "dompurify";

/** A picture that can be shown as an image, with its natural size. */
export interface CleanSvg {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Whether labels written in HTML had to be left out. */
  readonly lostLabels: boolean;
}

/** An address in CSS or in an attribute that is not a part of the same picture. */
const FOREIGN_URL = /(?:url|src|image|image-set|cross-fade)\((?!\s*["']?#)/iu;

/**
 * SVG that came from a diagram, cleaned: no scripts, handlers, links, foreign content, animations or addresses outside itself.
 * Nothing when there is no picture in it.
 */
export function cleanSvg(text: string): CleanSvg | undefined {
  const fragment = DOMPurify.sanitize(text, {
    USE_PROFILES: { svg: true, svgFilters: true },
    FORBID_TAGS: ["foreignObject", "script", "a", "image", "feImage", "use", "animate", "animateColor", "animateMotion", "animateTransform", "set"],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  const svg = fragment.querySelector("svg");
  if (!svg) return undefined;
  for (const element of [svg, ...svg.querySelectorAll("*")]) {
    if (element.localName === "style") element.textContent = cleanCss(element.textContent);
    // oxlint-disable-next-line unicorn/no-useless-spread -- The list changes while attributes are removed.
    for (const { name, value } of [...element.attributes]) {
      if (FOREIGN_URL.test(value) || (name === "style" && value.includes("\\")) || (/(?:^|:)href$/u.test(name) && !value.startsWith("#"))) element.removeAttribute(name);
    }
  }
  const [, , width = 0, height = 0] = (svg.getAttribute("viewBox") ?? "").split(/[\s,]+/u).map(Number);
  const size = { width: Math.max(1, Math.round(width) || 300), height: Math.max(1, Math.round(height) || 150) };
  svg.setAttribute("width", String(size.width));
  svg.setAttribute("height", String(size.height));
  svg.style.removeProperty("max-width");
  return { svg: new XMLSerializer().serializeToString(svg), ...size, lostLabels: /<foreignObject/iu.test(text) };
}

/** Style rules as the browser understood them, without imports, fonts and addresses. A sheet that stands in no page loads nothing. */
function cleanCss(text: string): string {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules]
    .filter((rule) => rule instanceof CSSStyleRule || rule instanceof CSSKeyframesRule)
    .map((rule) => rule.cssText)
    .filter((rule) => !FOREIGN_URL.test(rule) && !rule.includes("\\"))
    .join("\n");
}
