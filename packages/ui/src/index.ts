export { type Bar, BarChart, type BarChartProps } from './bar-chart.tsx';
export { Button, type ButtonProps, buttonStyles } from './button.tsx';
export { type ChartPicture, chartPng } from './chart-picture.ts';
export { cn } from './cn.ts';
export { CodeBlock, type CodeBlockProps } from './code-block.tsx';
export { CopyButton, type CopyButtonProps } from './copy-button.tsx';
export { Dialog, DialogClose, DialogContent, DialogTrigger } from './dialog.tsx';
export {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from './dropdown-menu.tsx';
export { EmptyState, type EmptyStateProps } from './empty-state.tsx';
export { ErrorState, type ErrorStateProps } from './error-state.tsx';
export { Field, type FieldControlProps, type FieldProps, Label } from './field.tsx';
export { formatDuration } from './format-duration.ts';
export { formatMoney } from './format-money.ts';
export { Input, Textarea } from './input.tsx';
export { Kbd } from './kbd.tsx';
export { Logo, LogoMark } from './logo.tsx';
export { Panel, PanelBody, PanelHeader } from './panel.tsx';
export { RelativeTime } from './relative-time.tsx';
export { Select, type SelectOption, type SelectProps } from './select.tsx';
export {
  type ChartPoint,
  type ChartSeries,
  type ChartTone,
  chartTones,
  SeriesChart,
  type SeriesChartProps,
} from './series-chart.tsx';
export { Skeleton } from './skeleton.tsx';
export { Spinner } from './spinner.tsx';
export { type Status, StatusChip, useStatusLabel } from './status-chip.tsx';
export { Switch, type SwitchProps } from './switch.tsx';
export { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from './table.tsx';
export { Tabs, TabsContent, TabsList, TabsTrigger } from './tabs.tsx';
export { ToastProvider, useToast } from './toast.tsx';
export type { ToastMessage } from './toast-message.ts';
export { Tooltip, type TooltipProps } from './tooltip.tsx';
export { UiLanguageProvider, type UiWords } from './ui-words.ts';
export { Money, UsageLine, type UsageLineProps } from './usage-line.tsx';
export { type Figures, useFigures } from './use-figures.ts';
