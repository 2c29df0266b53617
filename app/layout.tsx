import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { isTheme, THEME_COOKIE } from "#components/theme/theme.ts";
import { serverRuntime } from "#lib/server/runtime.ts";
import "./globals.css";

const DESCRIPTION = "The linter for system designs.";

/** The same card wherever a link is pasted: whoever draws it has no secret, so it tells nothing about any design. */
export async function generateMetadata(): Promise<Metadata> {
  // Asked for first: it tells the build that there is no server yet.
  const host = (await headers()).get("host") ?? "localhost";
  const base = serverRuntime().publicUrl() ?? `http://${host}`;
  return {
    metadataBase: new URL(base),
    title: { default: "Lintel", template: "%s · Lintel" },
    description: DESCRIPTION,
    icons: { icon: "/icon.svg" },
    openGraph: {
      title: "Lintel",
      description: DESCRIPTION,
      siteName: "Lintel",
      type: "website",
      images: [{ url: "/preview.png", width: 1200, height: 630, alt: "Lintel: the linter for system designs" }],
    },
    twitter: { card: "summary_large_image", title: "Lintel", description: DESCRIPTION, images: ["/preview.png"] },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <html lang="en" data-theme={isTheme(theme) && theme !== "system" ? theme : undefined} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
