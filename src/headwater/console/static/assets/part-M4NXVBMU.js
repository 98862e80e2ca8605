var e={InvokeAgentRuntimeCommand:"command",InvokeAgentRuntimeCommandShell:"shell",InvokeAgentRuntimeWithWebSocketStream:"WebSocket"};function t(n){return e[String(
n.attributes["aws.operation.name"]??"")]??""}export{t as a};
