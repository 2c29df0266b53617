import type { ReferenceTable } from "./reference-table.ts";

/** When microservices. */
export const microservicesTable: ReferenceTable = {
  id: "microservices",
  title: "When microservices",
  question: "Does this have to be several services?",
  columns: ["Situation", "Answer", "Because"],
  rows: [
    {
      cells: ["More than 3 teams on one codebase", "Yes, split by bounded context", "Teams wait for each other."],
      source: "000 §2",
      rules: ["boundaries/monolith-outgrown", "boundaries/no-microservices-driver"],
    },
    { cells: ["Features need different release cadences", "Yes", "Each part is deployed by itself."], source: "000 §2", rules: ["boundaries/lockstep-release"] },
    { cells: ["Parts need different languages or frameworks", "Yes", "A process has one of each."], source: "000 §2", rules: ["boundaries/no-microservices-driver"] },
    {
      cells: ["Some parts need 100 times the instances of others", "Yes", "Scaling all for the sake of one is waste."],
      source: "000 §2",
      rules: ["boundaries/no-microservices-driver", "scalability/over-provisioned"],
    },
    {
      cells: ["A company of five", "No: a modular monolith", "Operating many services takes the time that the product needs."],
      source: "000 §2",
      rules: ["boundaries/premature-microservices"],
    },
    {
      cells: ["No continuous delivery, no observability", "No, not yet", "A distributed system without them is run blind."],
      source: "000 §2",
      rules: ["boundaries/ops-capability-missing"],
    },
    {
      cells: ["The domain is not understood yet", "No: find the boundaries first", "Wrong cuts make a distributed monolith."],
      source: "000 §2",
      rules: ["boundaries/unclear-domain", "boundaries/distributed-monolith"],
    },
    {
      cells: ["One service per function, or one per team", "Neither: 1 to 3 contexts, 2 to 5 developers each", "Too small costs operation, too large loses the point."],
      source: "000 §2",
      rules: ["boundaries/nano-service", "boundaries/too-many-contexts", "boundaries/owner-load"],
    },
  ],
  conflicts: ["CF-08", "CF-11", "CF-45"],
};
