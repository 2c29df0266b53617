// Loaded in a worker this file of elkjs answers the messages that its `elk-api` sends; it has nothing to import by name.
import "elkjs/lib/elk-worker.min.js";
