import { LayoutDashboard, List, Settings, Tags } from "lucide-react";

/** The pages of the navigation, in its order. */
export const PAGES = [
  { href: "/dashboard", label: "Dashboard", Icon: LayoutDashboard },
  { href: "/requests", label: "Requests", Icon: List },
  { href: "/properties", label: "Properties", Icon: Tags },
  { href: "/settings", label: "Settings", Icon: Settings },
] as const;
