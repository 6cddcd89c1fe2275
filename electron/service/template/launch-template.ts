import type { Template } from '../../../shared/contract/template.ts';

/** Images that Berth can make itself; the names that `localRecipe` in a launch file may hold. */
export const localRecipeNames = ['starter-notebook'] as const;
export type LocalRecipeName = (typeof localRecipeNames)[number];

/** A launch recipe with all that a launch needs. */
export interface LaunchTemplate {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly kind: Template['kind'];
  readonly image: string;
  readonly origin: Template['origin'];
  /** Absent: the image's own command. Never used with an image of a local recipe. */
  readonly command?: readonly string[] | undefined;
  readonly port: number;
  /** Asked until it answers 200; begins with a slash. */
  readonly readinessPath: string;
  readonly shmSizeBytes: number;
  readonly env: Readonly<Record<string, string>>;
  /** Absent: only a registry has the image. */
  readonly localRecipe?: LocalRecipeName | undefined;
}

/** What the catalogue's card shows of it. */
export function toCard(template: LaunchTemplate): Template {
  return {
    id: template.id,
    title: template.title,
    description: template.description,
    kind: template.kind,
    image: template.image,
    hasLocalRecipe: template.localRecipe !== undefined,
    port: template.port,
    origin: template.origin,
  };
}
