// n8n finds the nodes and credentials by the paths in package.json. This file only lets
// require('n8n-nodes-account-verification') succeed.
module.exports = {};
