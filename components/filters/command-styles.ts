/** Looks of cmdk's parts, wherever a list is searched. */
export const COMMAND_INPUT = "h-9 w-full shrink-0 border-b bg-transparent px-3 outline-none";

export const COMMAND_LIST =
  "scroll-thin max-h-80 overflow-y-auto overscroll-contain p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint";

export const COMMAND_ITEM =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 select-none data-[selected=true]:bg-hover";
