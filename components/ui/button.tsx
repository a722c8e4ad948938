import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

const looks = {
  main: 'bg-text text-bg hover:bg-text/85 disabled:bg-hover disabled:text-faint',
  live: 'bg-ember text-on-ember hover:bg-ember/90',
  plain: 'border border-line-strong text-text hover:bg-hover disabled:text-faint',
  quiet: 'text-muted hover:bg-hover hover:text-text disabled:text-faint disabled:hover:bg-transparent',
} as const;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: keyof typeof looks;
  readonly size?: 'small' | 'normal';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', size = 'normal', className = '', type = 'button', ...rest }: ButtonProps) {
  const measure = size === 'small' ? 'h-6 px-2 text-12 pointer-coarse:h-8' : 'h-8 px-3 text-13 pointer-coarse:h-10';
  return (
    <button
      type={type}
      className={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap ${measure} ${looks[look]} ${className}`}
      {...rest}
    />
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label'> {
  readonly icon: IconName;
  /** The button's name: read out, and shown on hover. */
  readonly label: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly iconClassName?: string;
}

export function IconButton({
  icon,
  label,
  className = '',
  iconClassName = '',
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text disabled:text-line-strong disabled:hover:bg-transparent pointer-coarse:size-9 ${className}`}
      {...rest}
    >
      <Icon name={icon} className={iconClassName} />
    </button>
  );
}
