"use client";

import { useEffect, useState } from "react";
import { getMe, type Me } from "./api.ts";

/** Who looks at the page; undefined until the server has said it. */
export function useMe(): Me | undefined {
  const [me, setMe] = useState<Me>();
  useEffect(() => {
    let isGone = false;
    getMe().then(
      (answer) => isGone || setMe(answer),
      // Without it the page shows what everybody sees; what needs more says so itself.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return me;
}
