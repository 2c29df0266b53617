/** How people come to have an account, and by what they prove who they are. */
export interface AccountSettings {
  /** Whether anybody may sign up, as a viewer, or only whoever is invited. */
  readonly isSignUpOpen: boolean;
  /** Where browsers reach this server: `https://lintel.example`. Stands in mails and is told to the identity provider. */
  readonly publicUrl: string | undefined;
  readonly mail: MailSettings | undefined;
  readonly oidc: OidcSettings | undefined;
}

/** The server that mails are sent through. */
export interface MailSettings {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly url: string;
  readonly from: string;
}

/** An identity provider that speaks OpenID Connect. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How people call it: stands on the button. */
  readonly title: string;
}
