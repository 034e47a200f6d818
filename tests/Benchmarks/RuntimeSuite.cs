using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>What the OCI runtime for shared UTS adds to what the engine does with a container, against runc alone.</summary>
internal static class RuntimeSuite
{
    private const string Executable = "/usr/local/lib/containernet/containernet-runtime";
    private const string Donor = "bench-donor";
    private const string Made = "bench-made";

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        var engine = Lab.Attach(new LabNames()).Engine;
        session.Cmdlet("Register-ContainerRuntime -OciRuntime runc -Confirm:$false");
        session.Docker("run", "--detach", "--name", Donor, "busybox", "sleep", "3600");
        session.Docker(Joined("containernet", "bench-ours", "run", "--detach"));
        session.Docker(Joined("runc", "bench-theirs", "run", "--detach"));
        var id = session.Tool("docker", "inspect", "--format", "{{.Id}}", Donor);

        // One create and one start of the runtime, in the time the engine takes for them.
        yield return new PairedRun("docker start, joined: ours / runc", () => Start("containernet"), () => Start("runc"), Measurement.Difference, 10)
        {
            Reset = () => session.Docker("rm", "--force", Made),
        };
        yield return new PairedRun("docker exec, joined: ours / runc", () => Exec("bench-ours"), () => Exec("bench-theirs"), Measurement.Difference, 5);
        yield return new PairedRun("state of a container: ours / runc", () => State(Executable), () => State("runc"), Measurement.Difference, 5);
        session.Docker("rm", "--force", "bench-ours", "bench-theirs", Donor);
        session.Cmdlet("Unregister-ContainerRuntime -Confirm:$false");

        string[] Joined(string runtime, string name, params string[] verb) =>
            [.. verb, "--name", name, "--runtime", runtime, "--network", $"container:{Donor}", "busybox", "sleep", "3600"];

        double Start(string runtime)
        {
            session.Docker(Joined(runtime, Made, "create"));
            return PairedRun.Time(() => session.Docker("start", Made));
        }

        double Exec(string container) => PairedRun.Time(() => session.Docker("exec", container, "true"));

        double State(string runtime)
        {
            string[] argv = engine.Enter(runtime, "--root", "/run/docker/runtime-runc/moby", "state", id);
            return PairedRun.Time(() => session.Tool(argv));
        }
    }
}
