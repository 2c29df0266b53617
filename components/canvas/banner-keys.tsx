import { Kbd } from "#components/ui/kbd.tsx";

/** The key of a button in a banner, where there is room. */
export const BannerKeys = ({ keys }: { readonly keys: string }) => (
  <span className="@max-md:hidden">
    <Kbd keys={keys} />
  </span>
);
