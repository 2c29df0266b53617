import { useEffect, useState } from "react";

/** What comes after the `#` of the address, also when another link is opened in the same page; no server sees it. Undefined until the page runs. */
export function useFragment(): string | undefined {
  const [fragment, setFragment] = useState<string>();
  useEffect(() => {
    const read = () => setFragment(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return fragment;
}
