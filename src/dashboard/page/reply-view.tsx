import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { quoted } from '../../command-line/part-typed.ts';
import { runCommand } from './run-command.ts';
import type { Reply, ReplyLink } from './wire-types.ts';
import { Words } from './words.tsx';

/** A command's answer, as on every surface. */
export const ReplyView = ({ reply }: { readonly reply: Reply }): JSX.Element => (
  <article class={`reply reply-${reply.tone}`}>
    <h3>{reply.title}</h3>
    {reply.text && (
      <p>
        <Words text={reply.text} />
      </p>
    )}
    {reply.fields && (
      <dl class="reply-fields">
        {reply.fields.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Words text={value} />
            </dd>
          </div>
        ))}
      </dl>
    )}
    {reply.table && <ReplyTable table={reply.table} title={reply.title} />}
    {reply.picture && (
      <img
        src={`data:${reply.picture.type};base64,${reply.picture.base64}`}
        alt={reply.picture.description}
      />
    )}
    {reply.file && <Download file={reply.file} />}
    {reply.footer && (
      <p class="quiet reply-footer">
        <Words text={reply.footer} />
      </p>
    )}
    {reply.links && reply.links.length > 0 && (
      <p class="reply-links">
        {reply.links.map((link) => (
          <button
            key={lineOf(link)}
            type="button"
            onClick={() => void runCommand(lineOf(link), link.command, link.options)}
            title={lineOf(link)}
          >
            {link.label}
          </button>
        ))}
      </p>
    )}
  </article>
);

/** What the button stands for, as it would be typed. */
function lineOf({ command, options }: ReplyLink): string {
  const given = Object.entries(options).map(([name, value]) => ` ${name}:${quoted(String(value))}`);
  return `${command}${given.join('')}`;
}

const ReplyTable = ({
  table: { columns, rows },
  title,
}: {
  readonly table: NonNullable<Reply['table']>;
  readonly title: string;
}): JSX.Element => (
  <section class="scroll" aria-label={`Table: ${title}`} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map(({ name, align }) => (
            <th key={name} scope="col" class={align}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {row.map((cell, column) => (
              <td key={column} class={`${columns[column]?.align} figure`}>
                <Words text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

function Download({ file }: { readonly file: NonNullable<Reply['file']> }): JSX.Element {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <p>
      <a href={address} download={file.name}>
        Save {file.name}
      </a>{' '}
      <span class="quiet">{file.description}</span>
    </p>
  );
}
