import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { isTheme, THEME_COOKIE } from "#components/theme/theme.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Lintel", template: "%s · Lintel" },
  description: "The linter for system designs.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <html lang="en" data-theme={isTheme(theme) && theme !== "system" ? theme : undefined} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
