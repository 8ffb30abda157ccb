import { index, type RouteConfig, route } from "@react-router/dev/routes";
import { routeTable } from "./route-table.ts";

/** React Router's view of the route table: the id of a line is the id of its route, so that the guard finds it. */
export default routeTable.map(({ id, path, file }) =>
  path === "" ? index(file, { id }) : route(path, file, { id }),
) satisfies RouteConfig;
