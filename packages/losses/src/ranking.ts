export { type ApproxNdcgAtKOptions, approxNdcgAtKLoss } from './ranking/approx-ndcg-at-k';
export { type LambdaLossOptions, lambdaLoss } from './ranking/lambda-loss';
export { type MulticlassAucOptions, multiclassAucLoss } from './ranking/multiclass-auc';
export { type RankNetOptions, rankNetLoss } from './ranking/rank-net';
