// Docker.DotNet.Models has types of the same names.
global using ContainerSpec = ContainerNet.Services.Engine.ContainerSpec;
global using EndpointSpec = ContainerNet.Services.Engine.EndpointSpec;
global using Version = System.Version;
