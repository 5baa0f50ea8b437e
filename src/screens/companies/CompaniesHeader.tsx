import { Link } from "wouter";
import { useCompanies } from "../../state/companies-context";
import { UserMenu } from "./UserMenu";

/** Whose page this is, and for whom. */
export function CompaniesHeader() {
  const { airport } = useCompanies();
  return (
    <header className="app-header">
      <svg viewBox="0 0 48 48" aria-hidden="true" className="app-icon">
        <rect width="48" height="48" rx="6" fill="var(--sign)" />
        <path
          fill="var(--on-sign)"
          d="M10 38V18h10v20zm13 0V10h15v28zm4-23v4h3v-4zm0 8v4h3v-4zm5-8v4h3v-4zm0 8v4h3v-4zM13 22v3h4v-3zm0 7v3h4v-3z"
        />
      </svg>
      <div className="app-title">
        <h1>Companies</h1>
        <p>{airport}</p>
      </div>
      <nav aria-label="Pages of the app">
        <Link href="/departures">Departures</Link>
      </nav>
      <UserMenu />
    </header>
  );
}
