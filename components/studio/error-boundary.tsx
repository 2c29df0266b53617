"use client";

import { Component, type ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

interface Props {
  readonly what: string;
  readonly children: ReactNode;
}

/** Keeps a failing part of the screen from taking the rest along; the design itself is stored elsewhere and stays whole. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
        <p className="font-semibold">{this.props.what} stopped working.</p>
        <p className="max-w-96 text-muted">Your design is safe. Try again; if it happens again, export the design and report what you did: {this.state.error.message}</p>
        <Button onClick={() => this.setState({ error: undefined })}>Try again</Button>
      </div>
    );
  }
}
