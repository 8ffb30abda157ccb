import { Notification } from "#app/platform/ui/notification.tsx";

/** What the run says one must know before relying on it. */
export function Avertissements({ avertissements }: { avertissements: readonly string[] }) {
  if (avertissements.length === 0) return null;
  return (
    <Notification tone="info" title="À savoir avant de lire">
      <ul>
        {avertissements.map((phrase) => (
          <li key={phrase}>{phrase}</li>
        ))}
      </ul>
    </Notification>
  );
}
