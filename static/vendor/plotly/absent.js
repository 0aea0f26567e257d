// Stands for a package that only figures of other kinds call.
module.exports = {};
