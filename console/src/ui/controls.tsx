import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icons";
import { say } from "./toast";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "label"> & {
  icon?: IconName;
  kind?: "plain" | "primary" | "danger" | "quiet";
  isBusy?: boolean;
  children?: ComponentChildren;
};

export function Button({ icon, kind = "plain", isBusy = false, children, disabled, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`button is-${kind}`} disabled={disabled || isBusy} aria-busy={isBusy}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "label"> & {
  icon: IconName;
  label: string;
};

export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" {...rest} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}

/** Copies, and says so to eyes and ears. */
export function CopyButton({ text, label = "Copy" }: { text: string | (() => string); label?: string }) {
  const [isDone, setDone] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setDone(true);
      say("Copied");
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setDone(false), 1500);
    } catch {
      say("The browser does not let this page copy (it does on https and localhost)");
    }
  };
  return <IconButton icon={isDone ? "check" : "copy"} label={label} onClick={() => void copy()} />;
}

/** An identifier: in full for whoever copies it, cut in the middle where there is no room. */
export function Identifier({ value, copies = true }: { value: string; copies?: boolean }) {
  return (
    <span class="identifier">
      <code title={value}>{value}</code>
      {copies && <CopyButton text={value} label={`Copy ${value}`} />}
    </span>
  );
}

interface SearchBoxProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
}

/** Tells what was typed once one pauses; Escape empties it. */
export function SearchBox({ label, value, onInput, placeholder }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string, wait: number) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onInput(next), wait);
  };
  return (
    <label class="search-box">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={text}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => change(event.currentTarget.value, 150)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) change("", 0);
          else event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
  /** Where the options say it themselves. */
  isLabelHidden?: boolean;
}

export function Select<T extends string>({ label, value, options, onChange, isLabelHidden = false }: SelectProps<T>) {
  return (
    <label class="select">
      <span class={isLabelHidden ? "hidden" : "select-label"}>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One of a few, all of them to be seen: radio buttons that look like a bar. */
export function Segments<T extends string>({ label, value, options, onChange }: SelectProps<T>) {
  return (
    <fieldset class="segments">
      <legend class="hidden">{label}</legend>
      {options.map(([option, text]) => (
        <label key={option} class={option === value ? "is-chosen" : undefined}>
          <input type="radio" name={label} checked={option === value} onChange={() => onChange(option)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
