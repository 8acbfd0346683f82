// node read_gexf.mjs FILE: prints the graph that graphology reads from a GEXF file, as JSON.
import {readFileSync} from 'node:fs';
import Graph from 'graphology';
import gexf from 'graphology-gexf';

const graph = gexf.parse(Graph, readFileSync(process.argv[2], 'utf8'));
const nodes = graph.mapNodes((id, attributes) => ({id, ...attributes}));
const edges = graph.mapEdges((id, attributes, source, target) => ({
  id, source, target, undirected: graph.isUndirected(id), ...attributes,
}));
console.log(JSON.stringify({nodes, edges}));
