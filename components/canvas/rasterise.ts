/** Longest side of a picture that browsers still paint. */
const LONGEST = 8_192;

/** Turns an SVG picture into a PNG, `scale` times as large; what would be larger than browsers can paint is made smaller. */
export async function rasterise(svg: string, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const fitting = Math.min(scale, LONGEST / Math.max(image.naturalWidth, image.naturalHeight, 1));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * fitting));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * fitting));
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser gives no canvas to paint on.");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be written as PNG."))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
