import type { FamilyPlace, ImageDetail, ImageUser } from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { goTo, hrefOf, imagePlace, type Place } from '../../store/place-store.ts';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import { referenceWords } from '../images/image-words.ts';
import { familyTrunks, type Trunk } from './family-trunks.ts';
import style from './image-screen.module.css';

interface UsersTabProps {
  readonly detail: ImageDetail;
  /** Absent while the list is not there. */
  readonly users: readonly ImageUser[] | undefined;
}

/** Who needs the image: its containers, and the images that stand on the same layers. */
export function UsersTab({ detail, users }: UsersTabProps): React.JSX.Element {
  return (
    <ScrollBox label="Used by" className={style['users']}>
      <section aria-labelledby="image-containers" className={style['box']}>
        <h2 id="image-containers">Containers</h2>
        {users === undefined || users.length === 0 ? (
          <p>
            {users === undefined
              ? 'Not known yet.'
              : 'No container, running or not, was made from it.'}
          </p>
        ) : (
          <ul>
            {users.map(({ id, name, state }) => (
              <li key={id}>
                <PlaceLink to={{ screen: 'container', id, tab: 'overview' }}>{name}</PlaceLink>
                <span>{state}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Family detail={detail} />
    </ScrollBox>
  );
}

function Family({ detail }: { readonly detail: ImageDetail }): React.JSX.Element {
  const { family, id, unreadCount } = detail;
  const trunks = familyTrunks(family);
  const isAlone = family.every(({ images }) => images.every((image) => image.id === id));
  return (
    <section aria-labelledby="image-family" className={style['box']}>
      <h2 id="image-family">Family</h2>
      {unreadCount > 0 && (
        <p>
          Whether more images share its layers is unknown, because the layers of{' '}
          {formatPlural(unreadCount, 'image')} could not be read.
        </p>
      )}
      {isAlone ? (
        unreadCount === 0 && <p>No other image of this engine has any of its layers.</p>
      ) : (
        <>
          <p>Each image stands on the layers it hangs from; shared layers are stored once.</p>
          <ol aria-label="Family, the lowest layers first" className={style['family']}>
            {family.map((place, at) => (
              <FamilyLine key={at} place={place} trunks={trunks[at] ?? []} ownId={id} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** Deeper than this, lines no longer move right: they would leave the window. */
const MAX_INDENT = 12;

/** How much further right a place is than the one that it stands on, in CSS pixels. */
const STEP_PX = 26;

interface FamilyLineProps {
  readonly place: FamilyPlace;
  readonly trunks: readonly Trunk[];
  readonly ownId: string;
}

function FamilyLine({ place, trunks, ownId }: FamilyLineProps): React.JSX.Element {
  const { depth, layerCount, sizeBytes, images, isOwn } = place;
  const size = sizeBytes === undefined ? '' : `, ${formatByteSize(sizeBytes)}`;
  const isHere = images.some(({ id }) => id === ownId);
  const indentPx = Math.min(depth, MAX_INDENT) * STEP_PX;
  return (
    <li
      data-own={isOwn || undefined}
      data-here={isHere || undefined}
      style={{ paddingLeft: indentPx }}
      className={style['place']}
    >
      {depth <= MAX_INDENT &&
        trunks.map(({ level, isEnd }) => (
          <span
            key={level}
            aria-hidden="true"
            data-ends={isEnd || undefined}
            style={{ left: (level + 0.5) * STEP_PX }}
            className={style['trunk']}
          />
        ))}
      {depth > 0 && (
        <span
          aria-hidden="true"
          style={{ left: indentPx - STEP_PX / 2, width: STEP_PX / 2 }}
          className={style['branch']}
        />
      )}
      <div className={style['node']}>
        {images.map((image) =>
          image.id === ownId ? (
            <b key={image.id}>{referenceWords(image.name)} (this image)</b>
          ) : (
            <PlaceLink key={image.id} to={imagePlace(image.id, 'users')}>
              {referenceWords(image.name)}
            </PlaceLink>
          ),
        )}
        <span>
          {depth === 0 ? '' : '+ '}
          {formatPlural(layerCount, 'layer')}
          {size}
        </span>
      </div>
    </li>
  );
}

interface PlaceLinkProps {
  readonly to: Place;
  readonly children: string;
}

function PlaceLink({ to, children }: PlaceLinkProps): React.JSX.Element {
  return (
    <a
      href={hrefOf(to)}
      onClick={(event) => {
        event.preventDefault();
        goTo(to);
      }}
    >
      {children}
    </a>
  );
}
