BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    $toolPath = (Get-Command -Name docker -CommandType Application)[0].Source
    $processor = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
    $builtPath = Join-Path -Path $ModuleRoot -ChildPath "bin/runtime/linux-$processor/containernet-runtime"

    function Skip-WithoutRuntime {
        if (-not (Test-Path -Path $builtPath)) { Set-ItResult -Skipped -Because "$builtPath could not be built here: see what ./build.sh build says" }
    }

    function Get-KnownRuntime { & $toolPath info --format '{{json .Runtimes}}' | ConvertFrom-Json -AsHashtable }

    function Get-NamespaceLink([string] $Container, [string] $Type) {
        $process = & $toolPath inspect --format '{{.State.Pid}}' $Container
        [System.IO.FileInfo]::new("/proc/$process/ns/$Type").LinkTarget
    }
}

AfterAll {
    Clear-TestContainer
    if (Test-Path -Path $builtPath) { Unregister-ContainerRuntime -Force -Confirm:$false }
}

Describe 'Register-ContainerRuntime' {
    It 'changes nothing under -WhatIf' {
        Skip-WithoutRuntime
        Register-ContainerRuntime -WhatIf

        (Get-KnownRuntime).Keys | Should -Not -Contain 'containernet'
    }

    It 'makes the runtime known to the engine' {
        Skip-WithoutRuntime
        $runtime = Register-ContainerRuntime -PassThru -Confirm:$false

        $runtime.Registered | Should -BeTrue
        (Get-KnownRuntime).containernet.path | Should -Be $runtime.Path
    }

    It 'completes the runtimes the engine knows' {
        Skip-WithoutRuntime
        (TabExpansion2 -inputScript 'Register-ContainerRuntime ' -cursorColumn 26).CompletionMatches.CompletionText | Should -Contain 'runc'
    }
}

Describe 'Join-ContainerNetwork with the runtime' {
    BeforeAll {
        New-TestWeb | Out-Null
        $probe = Join-ContainerNetwork busybox -Container web -Name probe -- sleep 600
    }

    It 'shares UTS with the donor' {
        Skip-WithoutRuntime
        $probe.SharedNamespaces | Should -Contain 'Uts'
        Get-NamespaceLink probe uts | Should -Be (Get-NamespaceLink web uts)
        Get-NamespaceLink probe mnt | Should -Not -Be (Get-NamespaceLink web mnt)
        (Get-ContainerNamespace web -Type uts).SharedWith | Should -Be 'probe'
    }

    It 'shows a host name that is changed in the donor' {
        Skip-WithoutRuntime
        nsenter "--uts=/proc/$((Get-ContainerNamespace web -Type uts).ProcessId)/ns/uts" -- hostname renamed

        & $toolPath exec probe hostname | Should -Be 'renamed'
    }

    It 'keeps it over a restart' {
        Skip-WithoutRuntime
        Restart-Container probe -TimeoutSec 0

        & $toolPath exec probe hostname | Should -Be 'renamed'
    }

    It 'leaves UTS out where only others were wished for' {
        Skip-WithoutRuntime
        $other = Join-ContainerNetwork busybox -Container web -Name other -Share Net, Ipc -- sleep 600

        $other.SharedNamespaces | Should -Not -Contain 'Uts'
        Get-NamespaceLink other uts | Should -Not -Be (Get-NamespaceLink web uts)
        Get-NamespaceLink other ipc | Should -Be (Get-NamespaceLink web ipc)
    }
}

Describe 'Unregister-ContainerRuntime' {
    It 'refuses while a container was made with the runtime, and names it' {
        Skip-WithoutRuntime
        Unregister-ContainerRuntime -Confirm:$false -ErrorVariable refused -ErrorAction SilentlyContinue

        $refused[0].FullyQualifiedErrorId | Should -BeLike 'RuntimeInUse,*'
        "$($refused[0])" | Should -BeLike '*probe*'
        (Get-KnownRuntime).Keys | Should -Contain 'containernet'
    }

    It 'has the engine forget it' {
        Skip-WithoutRuntime
        Remove-Container probe, other -Force
        (Unregister-ContainerRuntime -PassThru -Confirm:$false).Registered | Should -BeFalse

        (Get-KnownRuntime).Keys | Should -Not -Contain 'containernet'
    }

    It 'leaves -Share Uts an error that names the cmdlet to run' {
        Skip-WithoutRuntime
        Join-ContainerNetwork busybox -Container web -Share Uts -ErrorVariable refused -ErrorAction SilentlyContinue -- sleep 600

        $refused[0].FullyQualifiedErrorId | Should -BeLike 'ShareUtsNotSupported,*'
        $refused[0].ErrorDetails.RecommendedAction | Should -BeLike '*Register-ContainerRuntime*'
    }
}
