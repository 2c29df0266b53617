"use client";

import { useEffect, useState } from "react";

/** An SVG shown as an image: nothing in it can run, load or be clicked. */
export function SvgPicture({ svg, alt, className }: { readonly svg: string; readonly alt: string; readonly className?: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return url === undefined ? <div className={className} /> : <img src={url} alt={alt} className={className} />;
}
