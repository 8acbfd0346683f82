// node read_cyjs.mjs FILE: prints the graph that cytoscape.js makes of a Cytoscape JSON file, as JSON.
import {readFileSync} from 'node:fs';
import cytoscape from 'cytoscape';

const graph = cytoscape({headless: true, ...JSON.parse(readFileSync(process.argv[2], 'utf8'))});
const nodes = graph.nodes().map(node => node.data());
const edges = graph.edges().map(edge => edge.data());
console.log(JSON.stringify({nodes, edges}));
