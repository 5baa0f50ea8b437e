import type { ReactNode } from "react";
import { Link } from "wouter";
import "./desk-header.css";

/** What the header of a page at a desk says. */
export interface DeskHeaderProps {
  readonly title: string;
  readonly airport: string;
  /** Path data of an SVG of 48 by 48, drawn on the ground of a sign. */
  readonly icon: string;
  /** Another page of the app. */
  readonly link: { readonly href: string; readonly name: string };
  readonly children: ReactNode;
}

/** Whose page this is, for whom, and where else one can go; `children` stand at its end. */
export function DeskHeader({ title, airport, icon, link, children }: DeskHeaderProps) {
  return (
    <header className="desk-header">
      <svg viewBox="0 0 48 48" aria-hidden="true" className="desk-icon">
        <rect width="48" height="48" rx="6" fill="var(--sign)" />
        <path fill="var(--on-sign)" d={icon} />
      </svg>
      <div className="desk-title">
        <h1>{title}</h1>
        <p>{airport}</p>
      </div>
      <nav aria-label="Pages of the app">
        <Link href={link.href}>{link.name}</Link>
      </nav>
      {children}
    </header>
  );
}
