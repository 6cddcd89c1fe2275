import type { TemplateCatalogue } from '../../service/template/template-catalogue.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `template`. */
export function templateHandlers(templates: TemplateCatalogue): DomainHandlers<'template'> {
  return { list: async () => await templates.list() };
}
